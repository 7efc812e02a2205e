// Says that the suppression list has lost entries, and how a person repairs it.
import { type ListTrouble, listTroubleText } from "../list-trouble.ts";
import { LIST_REPAIR } from "../refusals.ts";

export const ListTroubleText = ({ trouble }: { readonly trouble: ListTrouble }) => (
  <>
    {listTroubleText(trouble)} {trouble.reason === "list_went_back" && <code>{LIST_REPAIR}</code>}
  </>
);

/** The banner of every page. */
export const ListBanner = ({ trouble }: { readonly trouble: ListTrouble }) => (
  <p class="warning" role="alert">
    <ListTroubleText trouble={trouble} />
  </p>
);

/** The first item of the tasks. */
export const ListTask = ({ trouble }: { readonly trouble: ListTrouble }) => (
  <article class="card task">
    <header>
      <h2>The suppression list is behind its log</h2>
    </header>
    <p>
      <ListTroubleText trouble={trouble} />
    </p>
  </article>
);
