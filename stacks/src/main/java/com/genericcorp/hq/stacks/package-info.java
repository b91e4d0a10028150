/** The Pulumi program: an environment's description in, its resources on AWS out. */
package com.genericcorp.hq.stacks;
