package com.genericcorp.hq.server.place;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.config.Variables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Places by the names that operators and the contract's {@code EXPORTS} give them. */
public final class Places {
  /** The contract's variable: where exports go when nothing else is said. */
  public static final String VARIABLE = "EXPORTS";

  private final Variables variables;
  private final Map<String, String> process;

  public Places(Variables variables) {
    this(variables, System.getenv());
  }

  Places(Variables variables, Map<String, String> process) {
    this.variables = variables;
    this.process = process;
  }

  /**
   * A place to write to.
   *
   * @param text a folder, a file or {@code s3://bucket/prefix}; null: what {@code EXPORTS} says
   */
  public ExportPlace place(@Nullable String text) {
    String chosen = text == null ? variables.text(VARIABLE, "") : text;
    if (chosen.isBlank()) {
      throw new InvalidInput(
          "nothing says where exports go: give --to FOLDER, a file or s3://bucket/prefix, or set"
              + " EXPORTS");
    }
    if (chosen.startsWith(S3Url.SCHEME)) {
      return new S3Place(S3Bucket.of(S3Url.parse(chosen), process), S3Url.parse(chosen));
    }
    // A folder that is configured need not be there yet.
    return FolderPlace.of(text == null && !chosen.endsWith("/") ? chosen + "/" : chosen);
  }

  /** A file to read. */
  public ExportSource source(String text) {
    if (text.startsWith(S3Url.SCHEME)) {
      S3Url url = S3Url.parse(text);
      return new S3Object(S3Bucket.of(url, process), url);
    }
    Path path = Path.of(text);
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new InvalidInput("%s is no file that can be read", text);
    }
    return new LocalFile(path);
  }
}
