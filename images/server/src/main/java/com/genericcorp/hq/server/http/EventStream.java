package com.genericcorp.hq.server.http;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * Server-sent events to one reader. No thread waits for the reader: what it does not take is kept,
 * up to a bound past which it is cut off. Safe for use by several threads.
 */
public final class EventStream {
  /** What is kept for a reader at the most, in bytes and in calls of {@link #send}. */
  public static final int MOST_BYTES = 256 * 1024;

  public static final int MOST_CHUNKS = 256;

  static final String CONTENT_TYPE = "text/event-stream";

  private final Request request;
  private final Callback callback;
  private final Writing writing;
  private final Object lock = new Object();
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean ending;
  private boolean ended;
  private Runnable afterwards = () -> {};

  private EventStream(Request request, Response response, Callback callback) {
    this.request = request;
    this.callback = callback;
    this.writing = new Writing(response);
  }

  /** Begins the answer: the reader gets its head at once. */
  static EventStream begin(
      Request request, Response response, Callback callback, List<Answer.Header> more) {
    response.setStatus(200);
    Answer.addAll(response, more);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, CONTENT_TYPE);
    // Proxies that gather answers would hold events back.
    response.getHeaders().put("X-Accel-Buffering", "no");
    // Silence between two events is no fault; a write that is not taken still runs out of time.
    request.addIdleTimeoutListener(silent -> false);
    EventStream stream = new EventStream(request, response, callback);
    // Jetty tells of a connection that broke while nothing was being written.
    request.addFailureListener(stream.writing::abort);
    stream.send(new byte[0]);
    return stream;
  }

  /** Sends bytes, which are not changed afterwards; what comes after the end is dropped. */
  public void send(byte[] events) {
    boolean tooSlow;
    synchronized (lock) {
      if (ending || ended) {
        return;
      }
      tooSlow =
          !waiting.isEmpty()
              && (waiting.size() >= MOST_CHUNKS || waitingBytes + events.length > MOST_BYTES);
      if (!tooSlow) {
        waiting.add(events);
        waitingBytes += events.length;
      }
    }
    if (tooSlow) {
      cut();
    } else {
      writing.iterate();
    }
  }

  /** Ends the stream after what was sent before, as soon as the reader has taken it. */
  public void end() {
    synchronized (lock) {
      ending = true;
    }
    writing.iterate();
  }

  /** Ends the stream and its connection now. */
  public void cut() {
    EOFException slow = new EOFException("the reader is too slow");
    synchronized (lock) {
      ending = true;
      waiting.clear();
      waitingBytes = 0;
    }
    // What is being written fails with the connection, and the rest is done by that.
    request.getConnectionMetaData().getConnection().getEndPoint().close(slow);
    writing.abort(slow);
  }

  /** Has something done once the stream has ended, by whichever side; at once if it has. */
  public void whenEnded(Runnable action) {
    synchronized (lock) {
      if (!ended) {
        afterwards = action;
        return;
      }
    }
    action.run();
  }

  /** Writes one chunk after the other; each is taken up when the one before it is gone. */
  private final class Writing extends IteratingCallback {
    private final Response response;
    private boolean last;

    Writing(Response response) {
      this.response = response;
    }

    @Override
    protected Action process() {
      byte[] chunk;
      synchronized (lock) {
        if (last) {
          return Action.SUCCEEDED;
        }
        chunk = waiting.poll();
        if (chunk != null) {
          waitingBytes -= chunk.length;
        } else if (ending) {
          last = true;
          chunk = new byte[0];
        } else {
          return Action.IDLE;
        }
      }
      response.write(last, ByteBuffer.wrap(chunk).asReadOnlyBuffer(), this);
      return Action.SCHEDULED;
    }

    @Override
    protected void onCompleted(Throwable failure) {
      Runnable action;
      synchronized (lock) {
        ended = true;
        waiting.clear();
        waitingBytes = 0;
        action = afterwards;
      }
      try {
        if (failure == null) {
          callback.succeeded();
        } else {
          callback.failed(failure);
        }
      } finally {
        action.run();
      }
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
