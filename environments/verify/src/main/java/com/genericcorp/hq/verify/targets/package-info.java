/** The environment to verify: where it is, what it promises, and the key to its probe. */
package com.genericcorp.hq.verify.targets;
