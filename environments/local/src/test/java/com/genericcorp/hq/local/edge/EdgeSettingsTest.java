package com.genericcorp.hq.local.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EdgeSettingsTest {
  @Test
  void settingsAreReadAsTheyWerePrinted() {
    EdgeSettings settings =
        new EdgeSettings(
            8443,
            8080,
            1234,
            "demo.localhost",
            Path.of("/a=b/c.pem"),
            List.of(Path.of("/x"), Path.of("/y")));
    assertThat(EdgeSettings.parse(settings.words().toArray(new String[0]))).isEqualTo(settings);
  }
}
