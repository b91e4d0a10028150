package com.genericcorp.hq.verify.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.Result;
import com.genericcorp.hq.verify.Verification;
import com.genericcorp.hq.verify.demo.DemoEnvironment;
import com.genericcorp.hq.verify.demo.Fixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An environment for a test to break one thing of, and the one check that must see it. */
abstract class BrokenEnvironment {
  @TempDir Path folder;
  Fixture fixture;
  DemoEnvironment environment;

  @BeforeEach
  void start() throws Exception {
    fixture = new Fixture(folder);
    environment = fixture.healthy();
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  /** The one result of a check that is made alone. */
  Result alone(Check check) {
    return Verification.run(List.of(check), fixture.target(environment), Fixture.PATIENT)
        .checks()
        .get(0);
  }

  /** What the check saw, made alone, after seeing that it failed. */
  String fault(Check check) {
    Result result = alone(check);
    assertThat(result.ok()).as(result.seen()).isFalse();
    return result.seen();
  }

  /** The result of the named check, after seeing that it and no other failed. */
  Result onlyFailure(String check) {
    return Fixture.onlyFailure(fixture.verify(environment), check);
  }
}
