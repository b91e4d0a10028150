/** Where the environment's parts reach one another, and what they reach outside. */
package com.genericcorp.hq.stacks.network;
