package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.operate.state.DatabaseState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Has Pulumi's state name the restored instance where it named the one that was set aside. */
final class PointStateToIt implements Step<Restore> {
  @Override
  public String name() {
    return "Point Pulumi's state to it";
  }

  @Override
  public void run(Restore restore) throws IOException, InterruptedException {
    String stack = restore.environment.name();
    DBInstance now = restore.instances.require(restore.names.present());
    DatabaseState state =
        DatabaseState.parse(restore.pulumi.run("stack", "export", "--stack", stack));
    if (state.isOf(now.dbiResourceId())) {
      return;
    }
    Path folder = Files.createTempDirectory("hq-restore");
    Path file = folder.resolve("stack.json");
    try {
      AtomicFile.writePrivate(
          file, state.pointedTo(now.dbiResourceId(), now.masterUserSecret().secretArn()));
      restore.pulumi.run("stack", "import", "--stack", stack, "--file", file.toString());
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }
}
