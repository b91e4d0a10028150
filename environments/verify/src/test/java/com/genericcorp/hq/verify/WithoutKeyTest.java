package com.genericcorp.hq.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.checks.Check;
import com.genericcorp.hq.verify.demo.DemoEnvironment;
import com.genericcorp.hq.verify.demo.Fixture;
import com.genericcorp.hq.verify.targets.ApiKey;
import com.genericcorp.hq.verify.targets.Target;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithoutKeyTest {
  private static final List<String> NEED_IT =
      Verification.CHECKS.stream().filter(Check::needsKey).map(Check::name).toList();

  @TempDir private Path folder;

  @Test
  void whatNeedsNoKeyIsLookedAtAndTheRestHasFailed() throws Exception {
    Fixture fixture = new Fixture(folder);
    try (DemoEnvironment environment = fixture.healthy()) {
      Report report =
          Verification.withoutKey(keyless(fixture.target(environment)), "there is no key");
      assertThat(report.checks())
          .extracting(Result::name)
          .containsExactlyElementsOf(Verification.CHECKS.stream().map(Check::name).toList());
      assertThat(report.failed()).extracting(Result::name).containsExactlyElementsOf(NEED_IT);
      assertThat(report.failed())
          .allSatisfy(one -> assertThat(one.seen()).isEqualTo("there is no key"));
    }
  }

  @Test
  void thoseThatNeedItAreThoseThatFailWithAnyOther() throws Exception {
    Fixture fixture = new Fixture(folder);
    try (DemoEnvironment environment = fixture.healthy()) {
      Report report = Verification.run(keyless(fixture.target(environment)), Fixture.PATIENT);
      assertThat(NEED_IT).containsAll(report.failed().stream().map(Result::name).toList());
      assertThat(report.failed()).extracting(Result::name).contains("key-accepted", "task");
    }
  }

  private static Target keyless(Target target) {
    return new Target(
        target.environment(),
        target.publicHost(),
        target.tenantHost(),
        target.httpsPort(),
        target.httpPort(),
        target.connect(),
        target.ca(),
        target.hstsSeconds(),
        target.certificateDays(),
        target.probeSlug(),
        ApiKey.nobodys());
  }
}
