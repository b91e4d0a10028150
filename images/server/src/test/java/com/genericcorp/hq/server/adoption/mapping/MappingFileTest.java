package com.genericcorp.hq.server.adoption.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MappingFileTest {
  @Test
  void theExampleIsReadAndKeepsToTheSchema() throws IOException {
    String text = resource("/adoption/example-prisma.yaml");
    Mapping mapping = MappingFile.parse(text, "example.yaml");
    assertThat(mapping.version()).isEqualTo(2);
    assertThat(mapping.leave()).containsExactly("Session");
    TableMapping tasks = mapping.tables().get("tasks");
    assertThat(tasks.from()).isEqualTo("Run");
    assertThat(tasks.columns().get("status").values())
        .isEqualTo(
            Map.of(
                "PENDING", "queued", "ACTIVE", "running", "DONE", "succeeded", "ERROR", "failed"));
    assertThat(tasks.columns().get("attempts").constant()).isEqualTo("0");
    assertThat(schema().validate(text, InputFormat.YAML)).isEmpty();
  }

  @Test
  void everyFaultIsToldWithItsLine() throws IOException {
    String text =
        """
        version: two
        table: {}
        tables:
          agents:
            columns:
              id: { from: id, constant: 1 }
              name: { uuid: Agent, from: name, default: x }
              description: { from: a, lowercase: true }
          tasks: 7
        leave: Session
        """;
    assertThatThrownBy(() -> MappingFile.parse(text, "m.yaml"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("m.yaml:1: 'version' says for which version")
        .hasMessageContaining(
            "m.yaml:2: 'table' is not known in the file; expected version, tables")
        .hasMessageContaining("m.yaml:4: 'agents' needs 'from', the source's table")
        .hasMessageContaining("m.yaml:6: 'id' needs either 'from', a column, or 'constant'")
        .hasMessageContaining("m.yaml:7: 'name' mixes what cannot be")
        .hasMessageContaining("m.yaml:8: 'lowercase' is not known in 'description'")
        .hasMessageContaining("m.yaml:9: 'tasks' holds keys and values")
        .hasMessageContaining("m.yaml:10: 'leave' is a list of names");
    assertThat(schema().validate(text, InputFormat.YAML)).isNotEmpty();
  }

  @Test
  void whatIsNoYamlIsToldWithItsLine() {
    assertThatThrownBy(() -> MappingFile.parse("version: 2\ntables: [", "m.yaml"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("m.yaml:2: this is not YAML");
    assertThatThrownBy(() -> MappingFile.parse("a: 1\na: 2\n", "m.yaml"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("m.yaml:2: 'a' is written twice; keep one");
    assertThatThrownBy(() -> MappingFile.parse("", "m.yaml"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("m.yaml:1: the file is empty");
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(resource("/adoption/mapping.schema.json"), InputFormat.JSON);
  }

  private static String resource(String path) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(MappingFileTest.class.getResourceAsStream(path))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
