/** Who is signed in, by the cookies of a request. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.server.signin;
