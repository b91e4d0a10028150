package com.genericcorp.hq.builder.layers;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.GZIPException;
import com.jcraft.jzlib.JZlib;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.zip.CRC32;

/**
 * Gzip whose bytes are the same on every JDK, system and number of processors. The JDK's own
 * encoder is the zlib of whoever built the JDK, and its bytes differ. This one is zlib in Java, fed
 * with blocks of a fixed size that are compressed side by side and joined on byte boundaries, as
 * pigz does.
 */
final class BlockGzip extends OutputStream {
  /** Part of the format: another size makes other bytes. */
  static final int BLOCK = 1 << 20;

  private static final int LEVEL = 6;
  private static final int TRIAL_LEVEL = 1;

  /** Bytes of a block that are tried, and what they must shrink to for the block to be deflated. */
  private static final int TRIAL = 1 << 16;

  private static final double WORTH_IT = 0.97;

  /** A stored block's length is 16 bits. */
  private static final int STORED = 0xffff;

  private static final int RAW_WINDOW = -15;

  /** Magic, deflate, no flags, no time, no hint, no system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  /** The last block: empty, with fixed codes. */
  private static final byte[] END = {3, 0};

  private final OutputStream out;
  private final ExecutorService workers;
  private final int mostWaiting;
  private final boolean storing;
  private final Deque<Future<byte[]>> waiting = new ArrayDeque<>();
  private final CRC32 crc = new CRC32();
  private byte[] block = new byte[BLOCK];
  private int filled;
  private long total;
  private boolean closed;

  /**
   * An encoder.
   *
   * @param workers compress the blocks; not shut down here
   * @param mostWaiting how many blocks may be in memory at once
   */
  BlockGzip(OutputStream out, ExecutorService workers, int mostWaiting) throws IOException {
    this(out, workers, mostWaiting, false);
  }

  /**
   * An encoder of what may be compressed already.
   *
   * @param storing whether blocks that deflating does not make smaller are stored: other bytes than
   *     without, ten times sooner
   */
  BlockGzip(OutputStream out, ExecutorService workers, int mostWaiting, boolean storing)
      throws IOException {
    this.out = out;
    this.storing = storing;
    this.workers = workers;
    this.mostWaiting = mostWaiting;
    out.write(HEADER);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    crc.update(bytes, offset, length);
    total += length;
    int at = offset;
    int left = length;
    while (left > 0) {
      int part = Math.min(left, BLOCK - filled);
      System.arraycopy(bytes, at, block, filled, part);
      filled += part;
      at += part;
      left -= part;
      if (filled == BLOCK) {
        submit();
      }
    }
  }

  private void submit() throws IOException {
    byte[] full = block;
    int length = filled;
    block = new byte[BLOCK];
    filled = 0;
    waiting.add(
        workers.submit(
            () ->
                storing && !isWorthIt(full, length)
                    ? stored(full, length)
                    : deflated(full, 0, length, LEVEL)));
    if (waiting.size() >= mostWaiting) {
      writeFirst();
    }
  }

  private void writeFirst() throws IOException {
    try {
      out.write(waiting.remove().get());
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a layer was compressed", problem);
    } catch (ExecutionException problem) {
      throw new IOException("a layer could not be compressed", problem.getCause());
    }
  }

  /** Tries the middle of a block: its ends may be headers. */
  private static boolean isWorthIt(byte[] bytes, int length) throws GZIPException {
    int tried = Math.min(length, TRIAL);
    return deflated(bytes, (length - tried) / 2, tried, TRIAL_LEVEL).length < tried * WORTH_IT;
  }

  /** Blocks of RFC 1951 that are what they were; each begins on a byte's border. */
  private static byte[] stored(byte[] bytes, int length) {
    int blocks = (length + STORED - 1) / STORED;
    ByteBuffer all = ByteBuffer.allocate(length + 5 * blocks).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < length; at += STORED) {
      int part = Math.min(STORED, length - at);
      all.put((byte) 0).putShort((short) part).putShort((short) ~part).put(bytes, at, part);
    }
    return all.array();
  }

  private static byte[] deflated(byte[] bytes, int offset, int length, int level)
      throws GZIPException {
    Deflater deflater = new Deflater(level, RAW_WINDOW);
    byte[] output = new byte[length + length / 1000 + 64];
    deflater.setInput(bytes, offset, length, false);
    deflater.setOutput(output);
    int status = deflater.deflate(JZlib.Z_SYNC_FLUSH);
    if (status != JZlib.Z_OK || deflater.avail_in != 0 || deflater.avail_out == 0) {
      throw new GZIPException("a block was not compressed as a whole: status " + status);
    }
    return Arrays.copyOf(output, output.length - deflater.avail_out);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (filled > 0) {
      submit();
    }
    while (!waiting.isEmpty()) {
      writeFirst();
    }
    out.write(END);
    writeInt(crc.getValue());
    writeInt(total);
    out.close();
  }

  private void writeInt(long value) throws IOException {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write((int) (value >>> shift));
    }
  }
}
