package com.genericcorp.hq.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {
  @TempDir private Path temporary;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          { "oneOf": [] }                                       | schema:1: the check does not know the keyword 'oneOf' here; teach it to SchemaCheck, or do without
          { "properties": { "a": { "format": "uri" } } }        | schema:1: the check does not know the keyword 'format' here; teach it to SchemaCheck, or do without
          { "$ref": "#/$defs/a", "minimum": 1, "$defs": { "a": {} } } | schema:1: the check does not know the keyword 'minimum' here; teach it to SchemaCheck, or do without
          { "items": { "$ref": "#/$defs/nothing" } }            | schema:1: the reference #/$defs/nothing leads to no rule
          { "items": { "$ref": "#/$defs/a" }, "$defs": { "a": { "$ref": "#/$defs/b" }, "b": {} } } | schema:1: the reference #/$defs/a leads to no rule
          { "properties": 5 }                                   | schema:1: properties is 5, which it cannot be
          { "properties": { "a": [] } }                         | schema:1: properties is a map, which it cannot be
          { "type": "text" }                                    | schema:1: 'text' is no type of JSON Schema
          { "minimum": "1" }                                    | schema:1: minimum is '1', which it cannot be
          { "pattern": "^a$" }                                  | schema:1: a pattern needs a maxLength beside it, which bounds the time it takes
          { "pattern": "a", "maxLength": 3 }                    | schema:1: a pattern must start with '^' and end with '$'
          { "pattern": "^(a$", "maxLength": 3 }                 | schema:1: the pattern cannot be read: Unclosed group
          """)
  void aSchemaOfWhichSomethingWouldBeOverlookedIsRefused(String schema, String sentence)
      throws IOException {
    Path file = Files.writeString(temporary.resolve("schema.json"), schema);
    Faults faults = new Faults();

    assertThat(Schema.read(file, "schema", faults)).isEmpty();
    assertThatThrownBy(faults::refuse).hasMessage(sentence);
  }
}
