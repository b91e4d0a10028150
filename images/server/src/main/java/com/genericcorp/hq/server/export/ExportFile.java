package com.genericcorp.hq.server.export;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.place.ExportSource;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An export that is read from its start to its end, as often as it takes: what is said of it at its
 * end, and every byte, is checked before anything of it is used. Its entries are only ever compared
 * with the manifest's names; none becomes a file's name.
 */
public final class ExportFile {
  private static final int BUFFER = 65_536;
  private static final int MOST_MANIFEST_BYTES = 16 << 20;

  private final ExportSource source;

  public ExportFile(ExportSource source) {
    this.source = source;
  }

  /** What a whole and unaltered file says of itself. */
  public record Checked(Manifest manifest, String sha256, long bytes) {}

  /** What is done with an entry; what is not read of it is read then. */
  interface Reader {
    void read(String name, InputStream entry) throws Exception;
  }

  /**
   * Reads all of it.
   *
   * @throws InvalidInput when it is cut, altered, of an unknown format or no export
   */
  public Checked check() {
    Map<String, Rows.Seen> entries = new HashMap<>();
    byte[][] manifest = new byte[1][];
    ChecksummedOutput.Sum sum =
        each(
            (name, entry) -> {
              if (manifest[0] != null) {
                throw refused("has entries after its manifest");
              }
              if (name.equals(Manifest.ENTRY)) {
                manifest[0] = entry.readNBytes(MOST_MANIFEST_BYTES);
              } else {
                Rows rows = new Rows();
                entry.transferTo(rows);
                if (entries.put(name, rows.seen()) != null) {
                  throw refused("has '" + printable(name) + "' twice");
                }
              }
            });
    if (manifest[0] == null) {
      throw refused("has no manifest.json: it is cut, or no organisation's export");
    }
    Manifest read = Manifest.parse(new String(manifest[0], StandardCharsets.UTF_8), source.shown());
    if (sum == null) {
      throw refused("was cut or altered: its checksum is not that of its bytes");
    }
    compare(read, entries);
    return new Checked(read, sum.sha256(), sum.bytes());
  }

  private void compare(Manifest manifest, Map<String, Rows.Seen> entries) {
    for (Manifest.Script script : manifest.migrations()) {
      Rows.@Nullable Seen seen = entries.remove(script.file());
      if (seen == null || !seen.sha256().equals(script.sha256())) {
        throw missing(script.file(), seen);
      }
    }
    for (Manifest.TableData table : manifest.allTables()) {
      Rows.@Nullable Seen seen = entries.remove(table.file());
      if (!Rows.Seen.of(table).equals(seen)) {
        throw missing(table.file(), seen);
      }
    }
    Set<String> unknown = entries.keySet();
    if (!unknown.isEmpty()) {
      throw refused(
          "has the entry '"
              + printable(unknown.iterator().next())
              + "', of which its manifest says nothing");
    }
  }

  private InvalidInput missing(String file, Rows.@Nullable Seen seen) {
    return refused(
        seen == null
            ? "lacks its entry '" + file + "'"
            : "was altered: '" + file + "' is not what its manifest says");
  }

  /** Reads entry by entry; null when the file's checksum is wrong. */
  ChecksummedOutput.@Nullable Sum each(Reader reader) {
    try (InputStream stream = source.open()) {
      ChecksummedInput checksummed = new ChecksummedInput(stream);
      ZipInputStream zip =
          new ZipInputStream(new BufferedInputStream(checksummed, BUFFER), StandardCharsets.UTF_8);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        reader.read(entry.getName(), zip);
        zip.closeEntry();
      }
      return checksummed.end();
    } catch (InvalidInput | Failed known) {
      throw known;
    } catch (ZipException | EOFException | IllegalArgumentException damaged) {
      throw refused("was cut or altered, or is no export (" + damaged.getMessage() + ")");
    } catch (IOException problem) {
      throw new Failed(problem, "%s cannot be read: %s", source.shown(), problem.getMessage());
    } catch (Exception problem) {
      throw new Failed(problem, "%s: %s", source.shown(), problem.getMessage());
    }
  }

  String shown() {
    return source.shown();
  }

  private InvalidInput refused(String why) {
    return new InvalidInput(
        "%s %s. Export the organisation anew, or fetch the file anew.", source.shown(), why);
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
