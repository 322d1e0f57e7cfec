using System.Net;
using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Identity.SignIns;

namespace TestDigitalPlatform.Identity.Tests.Accounts;

public sealed class PersonAddressTests
{
    [Theory]
    [InlineData("203.0.113.7", "198.51.100.1", "203.0.113.7")]
    [InlineData("10.0.0.7", "203.0.113.7", "203.0.113.7")]
    [InlineData("10.0.0.7", "198.51.100.1, 203.0.113.7", "203.0.113.7")]
    [InlineData("10.0.0.7", "203.0.113.7, 10.0.0.8", "203.0.113.7")]
    [InlineData("10.0.0.7", "nonsense", "10.0.0.7")]
    [InlineData("10.0.0.7", "", "10.0.0.7")]
    public void Is_what_our_own_gateways_say(string connection, string forwarded, string expected)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(connection);
        http.Request.Headers["X-Forwarded-For"] = forwarded;

        new PersonAddress(new PlatformOptions { Connections = { Proxies = "10.0.0.0/16" } }).Of(http).ShouldBe(IPAddress.Parse(expected));
    }
}
