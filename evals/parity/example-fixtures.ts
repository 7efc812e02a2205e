// A fixture for each source type that the generated fixtures do not use: the example lead of the type, up to its preview.
// A new source type adds a fixture that the baseline lacks. The parity check reports it until the baseline is frozen again.
import type { Fixture } from "../../testing/memory/fixture.ts";
import { CONTENT_TYPES } from "../../workers/ingest/body.ts";
import { SOURCE_TYPES, SOURCES, type SourceType } from "../../workers/ingest/sources.ts";
import { DRAWN_TYPES } from "./generated-fixtures.ts";

const isDrawn = (type: SourceType): boolean => DRAWN_TYPES.some((drawn) => drawn === type);

export const exampleFixtures = (): readonly Fixture[] =>
  SOURCE_TYPES.filter((type) => !isDrawn(type)).map((type) => {
    const { format, body } = SOURCES[type].example;
    return {
      id: `example ${type}`,
      companies: [],
      seniorities: [],
      autoConfirm: false,
      steps: [
        { do: "webhook", source: type, id: `msg_example_${type}`, contentType: CONTENT_TYPES[format], body },
        { do: "deliver" },
      ],
    };
  });
