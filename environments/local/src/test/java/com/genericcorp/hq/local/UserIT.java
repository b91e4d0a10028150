package com.genericcorp.hq.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.local.Clone.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A normal user, played by root; when a normal user runs the tests, all of them are this one. */
class UserIT {
  private static final int NOBODY = 65534;
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

  @BeforeEach
  void asRoot() {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"), "only root can play another user");
  }

  @Test
  void aNormalUserBringsItUpAndDown() throws Exception {
    try (Clone clone = new Clone(AS_NOBODY)) {
      clone.copyForEverybody();
      Ended up = clone.run(clone.up("--detach"));
      assertThat(up.exit()).as(up.out() + up.err()).isZero();
      assertThat(clone.everyProcess())
          .isNotEmpty()
          .allSatisfy(
              process ->
                  assertThat(Files.getAttribute(Path.of("/proc/" + process.pid()), "unix:uid"))
                      .isEqualTo(NOBODY));
      assertThat(clone.run("down", "local").exit()).isZero();
      assertThat(clone.everyProcess()).isEmpty();
    }
  }

  @Test
  void aStateOfSomebodyElseIsRefusedByEveryCommandWithItsOwner() throws Exception {
    try (Clone clone = new Clone(AS_NOBODY)) {
      clone.copyForEverybody();
      Files.createDirectory(clone.root.resolve(".hq"));
      clone.state.prepare();
      for (String command : List.of("up", "down", "status")) {
        Ended refused = clone.run(command, "local");
        assertThat(refused.exit()).as(command).isEqualTo(2);
        assertThat(refused.err())
            .contains(clone.state.folder() + " belongs to 'root', not to this user");
      }
    }
  }

  @Test
  void aRepositoryThatCannotBeWrittenIsNamed() throws Exception {
    try (Clone clone = new Clone(AS_NOBODY)) {
      clone.copyForEverybody();
      Path hq = Files.createDirectory(clone.root.resolve(".hq"));
      Ended refused = clone.run(clone.up("--detach"));
      assertThat(refused.exit()).isEqualTo(2);
      assertThat(refused.err())
          .contains(clone.state.folder() + " cannot be made: " + hq + " belongs to 'root'");
    }
  }
}
