/**
 * What the servers of this repository share, on Jetty: how they listen, for how long, and what
 * every answer says.
 */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.http;
