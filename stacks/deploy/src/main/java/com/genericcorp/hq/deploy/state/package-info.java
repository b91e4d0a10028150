/** Where Pulumi's state is, and who has locked it. */
package com.genericcorp.hq.deploy.state;
