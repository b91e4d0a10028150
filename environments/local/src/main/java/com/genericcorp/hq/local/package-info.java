/** The embedded platform: an environment on one machine, without Docker and without an account. */
package com.genericcorp.hq.local;
