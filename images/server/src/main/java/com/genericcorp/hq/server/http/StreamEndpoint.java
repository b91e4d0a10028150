package com.genericcorp.hq.server.http;

import java.util.function.Consumer;

/**
 * Answers the requests of one route with events that go on until one side ends them. It may block;
 * what it throws becomes a problem document.
 */
@FunctionalInterface
public interface StreamEndpoint {
  /** Who is given the stream, once its reader knows that it is there. */
  Consumer<EventStream> open(Call call);
}
