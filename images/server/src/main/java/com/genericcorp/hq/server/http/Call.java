package com.genericcorp.hq.server.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;

/**
 * A request as an endpoint sees it.
 *
 * @param path what stands for the names in the route's template
 * @param query the raw query, without its question mark; empty when there is none
 * @param body the whole body, read-only; empty when there is none
 */
public record Call(
    Exchange exchange,
    HttpFields headers,
    Map<String, String> path,
    String query,
    ByteBuffer body) {

  /**
   * The same request, seen anew: nothing that is found out in it reaches the first one's answer.
   */
  Call again() {
    return new Call(exchange.again(), headers, path, query, body);
  }

  /** All values of a header, in their order. */
  public List<String> header(String name) {
    return headers.getValuesList(name);
  }

  /** A header's only value; empty when it is absent. The entrance has refused repeated ones. */
  public String onlyHeader(String name) {
    List<String> values = header(name);
    return values.isEmpty() ? "" : values.get(0);
  }

  /** The address of the sender, as the environment's own proxies saw it. */
  public String client() {
    return exchange.client;
  }

  /** Has the answer carry a header, whatever the answer will be. */
  public void answerWith(String name, String value) {
    exchange.header(name, value);
  }

  /** Whether the method is one that changes nothing. */
  public boolean isSafe() {
    return exchange.method.equals("GET") || exchange.method.equals("HEAD");
  }
}
