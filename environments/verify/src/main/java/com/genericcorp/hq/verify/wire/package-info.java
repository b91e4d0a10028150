/** Names, TCP, TLS and HTTP/1.1 towards an environment, bounded in time and size. */
package com.genericcorp.hq.verify.wire;
