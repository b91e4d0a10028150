/** What the self-hosted package needs and a shell cannot do; runs in the server's image. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.tool;
