/** The package on this machine's engine, installed as a customer installs it. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.bundle.selfhosted;
