package com.genericcorp.hq.postgres;

import com.genericcorp.hq.postgres.process.Program;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.tukaani.xz.XZInputStream;

/**
 * What an .xz stream holds: by the system's {@code xz} where there is one (1.0 s for PostgreSQL's
 * 57 MB, on a core of its own), else by Java (2.3 s in a young JVM).
 */
final class XzStream extends FilterInputStream {
  private static final int BUFFER = 1 << 16;

  private final Process process;

  private XzStream(Process process) {
    super(new BufferedInputStream(process.getInputStream(), BUFFER));
    this.process = process;
  }

  static InputStream open(InputStream compressed) throws IOException {
    return open(compressed, Program.find("xz"));
  }

  static InputStream open(InputStream compressed, Optional<Path> xz) throws IOException {
    if (xz.isEmpty()) {
      return new XZInputStream(new BufferedInputStream(compressed, BUFFER));
    }
    Process process =
        new ProcessBuilder(xz.get().toString(), "--decompress", "--stdout")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Thread feeder = new Thread(() -> feed(compressed, process.getOutputStream()), "xz");
    feeder.setDaemon(true);
    feeder.start();
    return new XzStream(process);
  }

  private static void feed(InputStream compressed, OutputStream stdin) {
    try (compressed;
        stdin) {
      compressed.transferTo(stdin);
    } catch (IOException saidByTheExitCode) {
      // The process ended before it had read everything.
    }
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value < 0) {
      requireGoodEnd();
    }
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    if (read < 0) {
      requireGoodEnd();
    }
    return read;
  }

  private void requireGoodEnd() throws IOException {
    try {
      if (process.waitFor() != 0) {
        throw new IOException("the archive is damaged: xz ended with " + process.exitValue());
      }
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", problem);
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    process.destroyForcibly();
  }
}
