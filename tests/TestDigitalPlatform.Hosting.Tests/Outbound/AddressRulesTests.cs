using System.Net;
using TestDigitalPlatform.Hosting.Outbound;

namespace TestDigitalPlatform.Hosting.Tests.Outbound;

public sealed class AddressRulesTests
{
    private static readonly AddressRules Rules = new(null);

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("1.1.1.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:81b::200e")]
    public void Allow_public_addresses(string address) => Rules.Allow(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::7f00:1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Refuse_what_leads_inward_or_stands_for_another(string address) =>
        Rules.Allow(IPAddress.Parse(address)).ShouldBeFalse();

    [Fact]
    public void Allow_what_is_named()
    {
        var rules = new AddressRules("127.0.0.0/8; ::1");

        rules.Allow(IPAddress.Parse("127.1.2.3")).ShouldBeTrue();
        rules.Allow(IPAddress.IPv6Loopback).ShouldBeTrue();
        rules.Allow(IPAddress.Parse("10.0.0.1")).ShouldBeFalse();
        rules.Allow(IPAddress.Parse("::ffff:127.0.0.1")).ShouldBeFalse();
    }

    [Fact]
    public void Say_which_name_is_no_network() =>
        Should.Throw<PlatformException>(() => new AddressRules("127.0.0.1;localhost")).ShouldSatisfyAllConditions(
            e => e.Code.ShouldBe("TDP0374"), e => e.Message.ShouldContain("'localhost'"));
}
