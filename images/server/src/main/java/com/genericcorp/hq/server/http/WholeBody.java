package com.genericcorp.hq.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads a request's whole body before anything else happens, without holding a thread meanwhile, so
 * that slow senders cost memory for what they sent and nothing more. A body that is too large is
 * refused as soon as that is known, one that takes too long when its time is up.
 */
final class WholeBody extends Handler.Wrapper {
  /** The most that a body may have, in bytes. */
  static final int LIMIT = 64 * 1024;

  private static final String ATTRIBUTE = WholeBody.class.getName();
  private static final ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final Duration patience;

  /**
   * @param patience how long a body may take from the end of its headers to its last byte
   */
  WholeBody(Handler next, Duration patience) {
    super(next);
    this.patience = patience;
  }

  /** The request's body; empty when it has none. */
  static ByteBuffer of(Request request) {
    return request.getAttribute(ATTRIBUTE) instanceof ByteBuffer body ? body : NONE;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    // In HTTP/1.1 a body is announced by one of two headers.
    long length = request.getLength();
    boolean announced = length > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    if (!announced) {
      return super.handle(request, response, callback);
    }
    Reading reading = new Reading(request, response, callback);
    if (length > LIMIT) {
      reading.refuse(tooLarge());
    } else {
      reading.begin();
    }
    return true;
  }

  private static Problem tooLarge() {
    return new Problem(413, "The body is larger than " + LIMIT + " bytes.");
  }

  private final class Reading implements Runnable {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Scheduler.Task timer = () -> true;

    Reading(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    void begin() {
      timer = request.getComponents().getScheduler().schedule(() -> refuse(tooSlow()), patience);
      run();
    }

    /** Reads what has come, and asks to be called again when more has. */
    @Override
    public void run() {
      while (!ended.get()) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return;
        }
        if (Content.Chunk.isFailure(chunk)) {
          fail(chunk.getFailure());
          return;
        }
        boolean last = chunk.isLast();
        byte[] part = new byte[chunk.remaining()];
        chunk.get(part, 0, part.length);
        chunk.release();
        bytes.writeBytes(part);
        if (bytes.size() > LIMIT) {
          refuse(tooLarge());
        } else if (last) {
          proceed();
        }
      }
    }

    private void proceed() {
      if (!end()) {
        return;
      }
      request.setAttribute(ATTRIBUTE, ByteBuffer.wrap(bytes.toByteArray()).asReadOnlyBuffer());
      try {
        if (!WholeBody.super.handle(request, response, callback)) {
          Response.writeError(request, response, callback, 404);
        }
      } catch (Exception | StackOverflowError fault) {
        Response.writeError(request, response, callback, fault);
      }
    }

    private void fail(Throwable cause) {
      if (cause instanceof TimeoutException) {
        refuse(tooSlow());
      } else if (end()) {
        // The sender is gone, or its chunks are malformed: Jetty knows which.
        Response.writeError(request, response, callback, cause);
      }
    }

    void refuse(Problem problem) {
      if (end()) {
        // What is left of the body is not read, so the connection cannot be used again.
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        Answer.of(problem, Exchange.of(request).requestId).write(response, callback);
      }
    }

    private Problem tooSlow() {
      return new Problem(
          408, "The body did not arrive within " + patience.toSeconds() + " seconds.");
    }

    /** True for whoever ends the reading first. */
    private boolean end() {
      timer.cancel();
      return ended.compareAndSet(false, true);
    }
  }
}
