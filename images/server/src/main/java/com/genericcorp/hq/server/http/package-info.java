/**
 * HTTP: from a connection to an endpoint and back. Everything that every answer has in common is
 * here; what the endpoints do is in {@code api}.
 */
package com.genericcorp.hq.server.http;
