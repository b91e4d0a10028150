package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.release.assets.Prepared;
import com.genericcorp.hq.release.changelog.Changelog;
import com.genericcorp.hq.release.changelog.Links;
import com.genericcorp.hq.release.changelog.NotesTemplate;
import com.genericcorp.hq.release.version.Commit;
import com.genericcorp.hq.release.version.Commit.Kind;
import com.genericcorp.hq.release.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a customer reads: the template, the words written for this version, what changed. */
final class WriteNotes implements Step<Preparation> {
  @Override
  public String name() {
    return "Write the notes";
  }

  /** Before the first release nobody had anything: of its history only what is named as new. */
  private static String changes(Preparation preparation) {
    Links links = Links.of(preparation.given().environment());
    if (preparation.last().isPresent()) {
      return Changelog.markdown(preparation.commits(), links).strip();
    }
    List<Commit> told =
        preparation.commits().stream().filter(one -> one.kind() == Kind.FEATURE).toList();
    return ("This is the first release.\n\n" + Changelog.markdown(told, links)).strip();
  }

  @Override
  public void run(Preparation preparation) throws IOException {
    Preparation.Given given = preparation.given();
    Version version = preparation.version();
    Path words = preparation.highlights();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("version", version.toString());
    values.put("highlights", Files.exists(words) ? Files.readString(words).strip() : "");
    values.put("since", preparation.last().map(one -> " since " + one).orElse(""));
    values.put("changes", changes(preparation));
    values.put("figures", preparation.figures().markdown().strip());
    values.put(
        "key",
        given
            .key()
            .map(
                key ->
                    """
                    The checksums are signed by the project's key `%s`; is it the one that you know?

                    ```sh
                    minisign -Vm SHA256SUMS -P %s
                    ```
                    """
                        .formatted(key.publicKey().name(), key.publicKey().base64())
                        .strip())
            .orElse("This release is not signed."));
    AtomicFile.write(
        Prepared.notes(given.folder()),
        NotesTemplate.read(given.root().resolve("release/notes.md")).filled(values));
  }
}
