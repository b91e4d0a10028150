package com.genericcorp.hq.builder.debian.deb;

import com.genericcorp.hq.builder.files.Content;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file's bytes where they stand in an unpacked tar. */
record TarSlice(Path tar, long offset, long size) implements Content {
  @Override
  public InputStream open() throws IOException {
    FileChannel channel = FileChannel.open(tar, StandardOpenOption.READ);
    try {
      if (channel.size() < offset + size) {
        throw new EOFException(tar + " is shorter than it was");
      }
      channel.position(offset);
      InputStream whole = new BufferedInputStream(Channels.newInputStream(channel), 1 << 15);
      return new Slice(whole, size);
    } catch (IOException problem) {
      channel.close();
      throw problem;
    }
  }

  /** As many bytes of a stream; closing it closes the stream. */
  private static final class Slice extends InputStream {
    private final InputStream in;
    private long left;

    Slice(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      if (left <= 0) {
        return -1;
      }
      left--;
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int read = in.read(bytes, from, (int) Math.min(length, left));
      left -= Math.max(read, 0);
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
