package com.genericcorp.hq.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.verify.demo.DemoEnvironment;
import com.genericcorp.hq.verify.demo.Fixture;
import com.genericcorp.hq.verify.demo.RepositoryFolder;
import com.genericcorp.hq.verify.targets.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTargetTest {
  private static final EnvironmentTarget PLAIN = new EnvironmentTarget(null, null, null);

  @TempDir Path folder;
  private RepositoryFolder repository;

  @BeforeEach
  void copy() throws Exception {
    repository = new RepositoryFolder(folder);
  }

  @Test
  void theLocalOneIsWhereItsStateSaysWithWhatItsDescriptionPromises() throws Exception {
    Fixture fixture = new Fixture(folder);
    try (DemoEnvironment environment = fixture.healthy()) {
      repository.started(environment, fixture.ca);

      Target target = PLAIN.of(load("local"), folder, Map.of("PROBE_API_KEY", "of-production"));

      assertThat(target.httpsPort()).isEqualTo(environment.httpsPort());
      assertThat(target.httpPort()).isEqualTo(environment.httpPort());
      assertThat(target.connect()).isEqualTo("127.0.0.1");
      assertThat(target.ca()).isEqualTo(fixture.ca);
      assertThat(target.probeKey().reveal()).isEqualTo(DemoEnvironment.KEY);
      assertThat(target.hstsSeconds()).isZero();
      assertThat(target.certificateDays())
          .isEqualTo(load("local").alerts().certificate().daysLeft());
    }
  }

  @Test
  void optionsGoBeforeTheLocalState() throws Exception {
    Fixture fixture = new Fixture(folder);
    Path key = Files.writeString(folder.resolve("key"), "another-key\n");
    Path ca = folder.resolve("other.pem");
    try (DemoEnvironment environment = fixture.healthy()) {
      repository.started(environment, fixture.ca);

      Target target =
          new EnvironmentTarget("localhost", ca, key).of(load("local"), folder, Map.of());

      assertThat(target.connect()).isEqualTo("localhost");
      assertThat(target.ca()).isEqualTo(ca);
      assertThat(target.probeKey().reveal()).isEqualTo("another-key");
    }
  }

  @Test
  void aLocalOneThatWasNeverStartedIsNotUp() {
    assertThatThrownBy(() -> PLAIN.of(load("local"), folder, Map.of()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("target.json is not there")
        .hasMessageContaining("scripts/hq up local");
  }

  @Test
  void anyOtherIsWhereItsDescriptionSays() {
    Environment demo = load("demo");

    Target target = PLAIN.of(demo, folder, Map.of("PROBE_API_KEY", "a-key\n"));

    assertThat(target.publicHost()).isEqualTo("demo.genericcorp.com");
    assertThat(target.hostOf("probe")).isEqualTo("probe.demo.genericcorp.com");
    assertThat(target.httpsPort()).isEqualTo(443);
    assertThat(target.httpPort()).isEqualTo(80);
    assertThat(target.connect()).isNull();
    assertThat(target.ca()).isNull();
    assertThat(target.hstsSeconds()).isEqualTo(demo.hosts().hstsSeconds());
    assertThat(target.probeKey().reveal()).isEqualTo("a-key");
  }

  @Test
  void itsKeyMayBeInAFileNamedByAVariableOrAnOption() throws Exception {
    Path first = Files.writeString(folder.resolve("first"), "first-key");
    Path second = Files.writeString(folder.resolve("second"), "{\"probe\":\"second-key\"}");
    Map<String, String> variables =
        Map.of("PROBE_API_KEY", "", "PROBE_API_KEY_FILE", first.toString());

    assertThat(PLAIN.of(load("demo"), folder, variables).probeKey().reveal())
        .isEqualTo("first-key");
    assertThat(
            new EnvironmentTarget(null, null, second)
                .of(load("demo"), folder, variables)
                .probeKey()
                .reveal())
        .isEqualTo("second-key");
  }

  @Test
  void withoutAKeyItIsSaidHowToGiveOne() {
    assertThatThrownBy(() -> PLAIN.of(load("demo"), folder, Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "The key of the organisation 'probe' of demo is needed: give the file that holds it by"
                + " --keys, or set PROBE_API_KEY or PROBE_API_KEY_FILE");
  }

  private Environment load(String name) {
    return new Environments(folder.resolve("environments")).load(name);
  }
}
