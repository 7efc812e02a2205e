// The page of the work list: what is missing for more open holds to qualify, the most useful first, with a link to the form that records it.
import { missingText } from "../../../schema/missing.ts";
import type { ListedWork, WorkList } from "../work-list.ts";
import { Page } from "./layout.tsx";
import { Empty, Phrase } from "./parts.tsx";
import { Table } from "./table.tsx";
import type { View } from "./view.ts";

export const WorkListPage = ({ view, list }: { readonly view: View; readonly list: WorkList }) => {
  const { items, total, open, qualified, isCut } = list;
  return (
    <Page
      view={view}
      title="Work list"
      intro="What would turn “needs review” into “qualified” once it is known, by the number of open holds that it unlocks. It proposes no value."
    >
      <p>{`${open} open ${open === 1 ? "hold" : "holds"}, ${qualified} of them qualified.`}</p>
      {isCut && <p class="notice">Only the holds that wait longest were read.</p>}
      {items.length === 0 ? (
        <Empty>Nothing that can be found out would change a verdict.</Empty>
      ) : (
        <Table
          caption="What is missing"
          columns={[
            { name: "Unlocks", kind: "number" },
            { name: "Helps", kind: "number" },
            "Find out",
            "About",
            "Leads",
            "Record it",
          ]}
          rows={items.map((item) => [
            String(item.unlocks),
            String(item.helps),
            missingText(item.what),
            <About item={item} />,
            <Leads item={item} list={list} />,
            <a href={item.form}>{FORMS[item.what]}</a>,
          ])}
        />
      )}
      {total > items.length && <p>{`The first ${items.length} of ${total}. What you record moves the others up.`}</p>}
    </Page>
  );
};

const FORMS = {
  company_row: "Record the company",
  company_status: "Open the company",
  company_link: "Open the contact",
  title: "Correct the title",
  title_rule: "See the title rules",
} as const satisfies Readonly<Record<ListedWork["what"], string>>;

/** A company by its name and its domain, or a title. A missing title is about the lead, who has a column of their own. */
const About = ({ item: { name, shown } }: { readonly item: ListedWork }) => (
  <>
    {name !== null && <Phrase text={name} />}
    {name !== null && shown !== null && " · "}
    {(shown !== null || name === null) && <Phrase text={shown} none="the lead" />}
  </>
);

const Leads = ({ item, list }: { readonly item: ListedWork; readonly list: WorkList }) => {
  const more = item.unlocks + item.helps - item.contacts.length;
  return (
    <>
      {item.contacts.map((contactId, index) => (
        <>
          {index > 0 && ", "}
          <a href={`/contacts/${contactId}`}>
            <Phrase text={list.cards.get(contactId)?.name} none="Name not known" />
          </a>
        </>
      ))}
      {more > 0 && ` and ${more} more`}
    </>
  );
};
