package com.genericcorp.hq.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Platform;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.verify.targets.ApiKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From outside nothing answers: the demo's hosts are led to an address that refuses. */
class VerifyingTest {
  private static final Map<String, String> KEY = Map.of("PROBE_API_KEY", "a-key");
  private static final Result INSIDE = new Result("database", "well", "well", true, 1);

  private final List<String> calls = new ArrayList<>();

  /** A platform's view that keeps what it was asked for. */
  private final class Played implements InsideView, Inside {
    private final Optional<Failed> unreachable;

    private Played(Optional<Failed> unreachable) {
      this.unreachable = unreachable;
    }

    @Override
    public Platform platform() {
      return Platform.AWS;
    }

    @Override
    public Inside of(Environment environment, Path root, Map<String, String> variables) {
      calls.add("open " + environment.name());
      unreachable.ifPresent(
          problem -> {
            throw problem;
          });
      return this;
    }

    @Override
    public ApiKey probeKey() {
      calls.add("key");
      return ApiKey.of("from-inside", "a test");
    }

    @Override
    public List<Result> look() {
      calls.add("look");
      return List.of(INSIDE);
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }

  @Test
  void theViewFromWithinFollowsInTheSameReportAndHasTheKey() {
    Report report = verify(Map.of(), Optional.of(new Played(Optional.empty())), false);
    assertThat(calls).containsExactly("open demo", "key", "look", "close");
    assertThat(report.checks()).hasSize(Verification.CHECKS.size() + 1).endsWith(INSIDE);
    assertThat(report.failed()).extracting(Result::name).contains("connect", "task");
  }

  @Test
  void aKeyThatIsGivenGoesFirst() {
    verify(KEY, Optional.of(new Played(Optional.empty())), false);
    assertThat(calls).containsExactly("open demo", "look", "close");
  }

  @Test
  void whatCannotBeLookedIntoHasFailedAndTheRestIsLookedAt() {
    Played closed = new Played(Optional.of(new Failed("There is no pulumi: install it")));
    Report report = verify(KEY, Optional.of(closed), false);
    assertThat(report.checks()).hasSize(Verification.CHECKS.size() + 1);
    Result last = report.checks().get(report.checks().size() - 1);
    assertThat(last.name()).isEqualTo("aws");
    assertThat(last.ok()).isFalse();
    assertThat(last.expected()).contains("--from-outside");
    assertThat(last.seen()).isEqualTo("There is no pulumi: install it");

    Report keyless = verify(Map.of(), Optional.of(closed), false);
    assertThat(keyless.checks())
        .filteredOn(one -> one.name().equals("task"))
        .extracting(Result::seen)
        .containsExactly(
            "not asked, for want of the probe's key: see 'aws' below, or give the key by --keys");
  }

  @Test
  void withoutTheModuleThatLooksItIsSaidHowToStart() {
    Report report = verify(KEY, Optional.empty(), false);
    assertThat(report.checks().get(report.checks().size() - 1).seen())
        .contains("start it by 'scripts/hq verify demo'");
  }

  @Test
  void fromOutsideNothingOfThePlatformIsNeeded() {
    Report report = verify(KEY, Optional.of(new Played(Optional.empty())), true);
    assertThat(calls).isEmpty();
    assertThat(report.checks()).hasSize(Verification.CHECKS.size());
    assertThatThrownBy(() -> verify(Map.of(), Optional.empty(), true))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("--keys");
  }

  private static Report verify(
      Map<String, String> variables, Optional<InsideView> view, boolean fromOutside) {
    Environment demo = new Environments(Repository.find().environments()).load("demo");
    // Nobody listens at this address of the loopback, whatever the port.
    EnvironmentTarget where = new EnvironmentTarget("127.255.255.254", null, null);
    return new Verifying(demo, where, view, Path.of("."), variables).report(fromOutside).report();
  }
}
