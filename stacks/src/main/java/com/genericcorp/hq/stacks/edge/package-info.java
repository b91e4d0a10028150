/** Where users arrive: name, certificate, load balancer, firewall. */
package com.genericcorp.hq.stacks.edge;
