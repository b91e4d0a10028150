package com.genericcorp.hq.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.postgres.files.LockFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {
  @TempDir private Path root;
  private LocalState state;

  @BeforeEach
  void prepare() throws Exception {
    state = LocalState.of(root, "local");
    state.prepare();
  }

  @Test
  void onlyItsOwnerMayEnterTheFolderEvenIfSomebodyLoosenedIt() throws Exception {
    assertThat(state.folder()).isEqualTo(root.resolve(".hq/local"));
    Files.setPosixFilePermissions(state.folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
    state.prepare();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.folder())))
        .isEqualTo("rwx------");
  }

  @Test
  void aPlaceThatCannotBeAFolderIsNamed() throws Exception {
    Path file = Files.writeString(root.resolve("file"), "");
    assertThatThrownBy(() -> LocalState.of(file, "local").prepare())
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void secretsAreMadeOnceForTheirOwnerOnly() throws Exception {
    Secrets secrets = Secrets.ensure(state);
    String gateway = Secrets.read(secrets.gateway());
    assertThat(gateway).hasSize(43).isNotEqualTo(Secrets.read(secrets.migratorPassword()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.gateway())))
        .isEqualTo("rw-------");
    Secrets.ensure(state);
    assertThat(Secrets.read(secrets.gateway())).isEqualTo(gateway);
  }

  @Test
  void anEmptySecretIsMadeAnew() throws Exception {
    Secrets secrets = Secrets.ensure(state);
    Files.writeString(secrets.gateway(), "");
    Secrets.ensure(state);
    assertThat(Secrets.read(secrets.gateway())).hasSize(43);
  }

  @Test
  void innerPortsAreKeptWhileTheyMayBeUsed() throws Exception {
    InnerPorts first = InnerPorts.choose(state.ports(), port -> true, port -> true);
    assertThat(InnerPorts.choose(state.ports(), port -> true, port -> true)).isEqualTo(first);
    InnerPorts moved = InnerPorts.choose(state.ports(), port -> true, port -> false);
    assertThat(moved.server()).isEqualTo(first.server());
    assertThat(moved.database()).isNotEqualTo(first.database());
    Files.writeString(state.ports(), "server=x\ndatabase=-1\nmanagement=99999999");
    InnerPorts.choose(state.ports(), port -> true, port -> true);
    assertThat(InnerPorts.choose(state.ports(), port -> true, port -> true).server()).isPositive();
  }

  @Test
  void whatIsDiscardedIsGoneAtOneStrokeAndRemovedEvenAfterAKill() throws Exception {
    Files.createDirectories(state.postgres().resolve("data"));
    state.discard(state.postgres());
    state.discard(state.postgres());
    assertThat(state.postgres()).doesNotExist();
    state.removeDiscarded();
    try (var left = Files.list(state.folder())) {
      assertThat(left).noneMatch(file -> file.toString().contains("discarded"));
    }
  }

  @Test
  void whoWaitsForTheLockLearnsWhoHoldsIt() throws Exception {
    List<String> waited = new ArrayList<>();
    LockFile held = state.lock("up local", waited::add);
    assertThat(waited).isEmpty();
    Thread other =
        new Thread(
            () -> {
              try (LockFile lock = state.lock("down local", waited::add)) {
                waited.add("got it");
              } catch (java.io.IOException problem) {
                waited.add(problem.toString());
              }
            });
    other.start();
    Thread.sleep(200);
    held.close();
    other.join();
    assertThat(waited).hasSize(2).last().isEqualTo("got it");
    assertThat(waited.get(0))
        .startsWith("'hq up local' (process " + ProcessHandle.current().pid() + ", since ");
  }
}
