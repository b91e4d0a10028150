package com.genericcorp.hq.stacks.network;

/**
 * Address ranges of a VPC, the same in every environment: 10.0.0.0/16, of which each availability
 * zone has a /24 for load balancers and NAT gateways, a /20 for tasks and a /24 for the database.
 * Zones are counted from 0.
 */
final class AddressPlan {
  static final String VPC = "10.0.0.0/16";

  private AddressPlan() {}

  static String publicSubnet(int zone) {
    return "10.0." + zone + ".0/24";
  }

  static String databaseSubnet(int zone) {
    return "10.0." + (8 + zone) + ".0/24";
  }

  static String taskSubnet(int zone) {
    return "10.0." + 16 * (zone + 1) + ".0/20";
  }
}
