/** The simulated AWS: a moto server as a process of ours. */
package com.genericcorp.hq.rehearse.moto;
