/** The JSON API under {@code /api}; {@code docs/api.md} describes it. */
package com.genericcorp.hq.server.api;
