package com.genericcorp.hq.server.http;

/** Answers the requests of one route. It may block; what it throws becomes a problem document. */
@FunctionalInterface
public interface Endpoint {
  Answer answer(Call call);
}
