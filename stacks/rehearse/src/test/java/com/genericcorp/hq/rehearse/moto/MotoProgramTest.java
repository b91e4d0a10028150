package com.genericcorp.hq.rehearse.moto;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MotoProgramTest {
  @TempDir private Path home;

  @Test
  void whereThereIsNoneItIsSaidHowToInstallIt() {
    for (Map<String, String> environment :
        java.util.List.of(
            Map.of("HOME", home.toString(), "PATH", home.toString()),
            Map.of("MOTO_SERVER", home.resolve("none").toString(), "HOME", home.toString()))) {
      assertThatThrownBy(() -> MotoProgram.require(environment))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("python3 -m venv " + home + "/.cache/agenthq-ci/moto")
          .hasMessageContaining("moto[server]==" + MotoProgram.VERSION);
    }
  }
}
