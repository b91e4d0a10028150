package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the export an organisation of the present database. In place the living one is suspended
 * meanwhile, and what it is now is exported first.
 */
final class PutBack implements Step<Restore> {
  @Override
  public String name() {
    return "Put it into the present database";
  }

  @Override
  public void run(Restore restore) throws IOException, InterruptedException {
    Organization wanted = restore.organization();
    Restore.Exported exported = restore.exported();
    List<String> words =
        new ArrayList<>(
            List.of("tenants", "restore", exported.place(), "--sha256", exported.sha256()));
    if (!wanted.inPlace()) {
      // The name was free when this restore began: who has it now was made by an earlier run.
      if (!OrganizationTasks.isPresent(restore, wanted.as())) {
        words.addAll(List.of("--as", wanted.as()));
        byte[] unused = OrganizationTasks.onPresent(restore, words);
      }
      return;
    }
    words.add("--in-place");
    for (List<String> command :
        List.of(
            List.of("tenants", "suspend", wanted.slug(), "--reason", "restore to " + restore.time),
            List.of("tenants", "export", wanted.slug()),
            words,
            List.of("tenants", "resume", wanted.slug()))) {
      byte[] unused = OrganizationTasks.onPresent(restore, command);
    }
  }
}
