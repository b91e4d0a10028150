package com.genericcorp.hq.verify.wire;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a server said to a {@link ClientHello} of an old version.
 *
 * @param refused whether it will not speak that version
 * @param words what was seen
 */
public record OldHandshake(boolean refused, String words) {
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO = 2;
  private static final int WARNING = 1;
  private static final int CLOSE_NOTIFY = 0;
  private static final int MOST_WARNINGS = 4;

  /** Reads the start of a server's answer; one that hangs up without a word refuses. */
  static OldHandshake read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int first = data.read();
    if (first < 0) {
      return new OldHandshake(true, "hung up");
    }
    try {
      for (int warnings = 0; warnings < MOST_WARNINGS; warnings++) {
        int type = warnings == 0 ? first : data.readUnsignedByte();
        data.readUnsignedShort(); // the record's version says nothing yet
        data.readUnsignedShort();
        if (type == ALERT) {
          int level = data.readUnsignedByte();
          int description = data.readUnsignedByte();
          // A warning, such as "unrecognized name", may come before a ServerHello.
          if (level != WARNING || description == CLOSE_NOTIFY) {
            return new OldHandshake(true, "alert " + description);
          }
        } else if (type == HANDSHAKE && data.readUnsignedByte() == SERVER_HELLO) {
          data.skipNBytes(3);
          return new OldHandshake(false, "chose " + name(data.readUnsignedShort()));
        } else {
          return new OldHandshake(false, "answered with no TLS");
        }
      }
      return new OldHandshake(true, "warnings only");
    } catch (EOFException end) {
      return new OldHandshake(true, "hung up");
    }
  }

  private static String name(int version) {
    return switch (version) {
      case 0x0300 -> "SSL 3.0";
      case 0x0301 -> "TLS 1.0";
      case 0x0302 -> "TLS 1.1";
      default -> "version 0x" + Integer.toHexString(version);
    };
  }
}
