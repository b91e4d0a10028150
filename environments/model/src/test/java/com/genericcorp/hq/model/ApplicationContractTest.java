package com.genericcorp.hq.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ApplicationContractTest {
  private final Environments environments = new Environments(EnvironmentsFolder.REAL);

  @Test
  void theVariablesOfLocalAreThese() throws IOException {
    Map<String, String> variables = ApplicationContract.variables(environments.load("local"));

    String text =
        variables.entrySet().stream()
            .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
            .collect(Collectors.joining());
    try (InputStream golden = getClass().getResourceAsStream("local.contract")) {
      assertThat(text).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void theyAreThoseThatTheDocumentSaysComeFromTheFileInItsOrder() throws IOException {
    String document =
        Files.readString(EnvironmentsFolder.REAL.resolveSibling("docs/application-contract.md"));
    List<String> documented =
        Pattern.compile("(?m)^\\| `(\\w+)` \\| file \\|")
            .matcher(document)
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();

    for (Environment environment : environments.loadAll()) {
      assertThat(ApplicationContract.variables(environment).keySet())
          .containsExactlyElementsOf(documented);
    }
  }

  @Test
  void theirJsonIsJsonWhateverAnOrganisationIsCalled() throws IOException {
    Environment local = environments.load("local");
    SampleOrganization odd =
        new SampleOrganization(new Slug("odd"), "O\"Dd \\ & Söhne\u2028", "free");
    Environment other =
        new Environment(
            local.name(),
            local.platform(),
            local.size(),
            local.hosts(),
            local.aws(),
            local.compose(),
            local.server(),
            local.database(),
            local.budget(),
            local.tiers(),
            local.features(),
            List.of(odd),
            local.retention(),
            local.alerts(),
            local.waivers());

    String json = ApplicationContract.variables(other).get("SAMPLE_ORGANIZATIONS");

    assertThat(Json.mapper().readTree(json).get(0).get("name").asText()).isEqualTo(odd.name());
    assertThat(ApplicationContract.variables(environments.load("production")))
        .containsEntry("SAMPLE_ORGANIZATIONS", "[]");
  }
}
