using System.Net;
using TestDigitalPlatform.Hosting.Limits;

namespace TestDigitalPlatform.Hosting.Tests.Limits;

public sealed class LedgerTests
{
    private static readonly Party Ann = Party.Of(IPAddress.Parse("10.0.0.1"));
    private static readonly Party Bob = Party.Of(IPAddress.Parse("10.0.0.2"));

    [Fact]
    public void Gives_until_all_is_given_and_again_what_comes_back()
    {
        var ledger = New(capacity: 100);
        var first = new TestClaim(Ann, rank: null);

        ledger.TrySet(first, 60).ShouldBeTrue();
        ledger.TrySet(new TestClaim(Bob, rank: null), 60).ShouldBeFalse();
        ledger.Size.ShouldBe(60);
        ledger.TrySet(first, 20).ShouldBeTrue();
        ledger.TrySet(new TestClaim(Bob, rank: null), 60).ShouldBeTrue();
        ledger.Close(first);
        ledger.Size.ShouldBe(60);
        ledger.Count.ShouldBe(1);
    }

    [Fact]
    public void Takes_from_who_has_the_most_and_never_from_who_has_less()
    {
        var ledger = New(capacity: 100);
        var (large, small) = (new TestClaim(Ann), new TestClaim(Bob));
        ledger.TrySet(large, 80).ShouldBeTrue();
        ledger.TrySet(small, 10).ShouldBeTrue();

        ledger.TrySet(small, 30).ShouldBeTrue();

        large.IsEnded.ShouldBeTrue();
        small.IsEnded.ShouldBeFalse();
        ledger.TrySet(new TestClaim(Ann), 90).ShouldBeFalse();
        small.IsEnded.ShouldBeFalse();
        ledger.Size.ShouldBe(30);
    }

    [Fact]
    public void Holds_one_party_to_its_share_and_makes_room_among_its_own()
    {
        var ledger = New(capacity: 100, share: 0.5);
        var (first, other) = (new TestClaim(Ann), new TestClaim(Bob));
        ledger.TrySet(first, 50).ShouldBeTrue();
        ledger.TrySet(other, 10).ShouldBeTrue();

        ledger.TrySet(new TestClaim(Ann), 10).ShouldBeTrue();

        first.IsEnded.ShouldBeTrue();
        other.IsEnded.ShouldBeFalse();
        ledger.TrySet(new TestClaim(Ann), 51).ShouldBeFalse();
    }

    [Fact]
    public void Counts_claims_as_well_as_bytes()
    {
        var ledger = New(capacity: 1_000, maxClaims: 4, share: 0.5);
        TestClaim[] own = [new(Ann), new(Ann), new(Ann)];

        own.Select(claim => ledger.TrySet(claim, 1)).ShouldBe([true, true, true]);

        own.Select(claim => claim.IsEnded).ShouldBe([true, false, false]);
        ledger.Count.ShouldBe(2);
    }

    [Fact]
    public void Takes_the_lowest_rank_first_and_leaves_who_can_not_give_way()
    {
        var ledger = New(capacity: 100);
        var (busy, slow, idle) = (new TestClaim(Ann, null), new TestClaim(Ann, 3), new TestClaim(Ann, 0));
        foreach (var claim in (TestClaim[])[busy, slow, idle])
            ledger.TrySet(claim, 30).ShouldBeTrue();

        ledger.TrySet(new TestClaim(Bob), 30).ShouldBeTrue();

        (busy.IsEnded, slow.IsEnded, idle.IsEnded).ShouldBe((false, false, true));
        ledger.TrySet(new TestClaim(Bob), 30).ShouldBeTrue();
        (busy.IsEnded, slow.IsEnded).ShouldBe((false, true));
    }

    [Fact]
    public void Takes_the_largest_first_of_those_that_rank_alike_and_then_the_oldest()
    {
        var ledger = New(capacity: 100);
        var (small, large, later) = (new TestClaim(Ann), new TestClaim(Ann), new TestClaim(Ann));
        ledger.TrySet(small, 10).ShouldBeTrue();
        ledger.TrySet(large, 60).ShouldBeTrue();
        ledger.TrySet(later, 10).ShouldBeTrue();

        ledger.TrySet(new TestClaim(Bob), 40).ShouldBeTrue();

        (small.IsEnded, large.IsEnded, later.IsEnded).ShouldBe((false, true, false));
    }

    [Fact]
    public void Opens_no_claim_again_that_was_taken_away()
    {
        var ledger = New(capacity: 100);
        var taken = new TestClaim(Ann);
        ledger.TrySet(taken, 80).ShouldBeTrue();
        ledger.TrySet(new TestClaim(Bob), 40).ShouldBeTrue();

        ledger.TrySet(taken, 10).ShouldBeFalse();
        ledger.Close(taken);

        ledger.Size.ShouldBe(40);
        ledger.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    public void An_address_counts_with_those_that_one_subscriber_has(string one, string other, bool isSame) =>
        (Party.Of(IPAddress.Parse(one)) == Party.Of(IPAddress.Parse(other))).ShouldBe(isSame);

    [Fact]
    public void Limits_follow_the_heap_and_the_file_handles()
    {
        const long heap = 400L * 1_024 * 1_024;

        var limits = MemoryLimits.Of(new PlatformOptions { MemoryShare = 0.4 }, heap, fileHandles: 900);

        (limits.Connections, limits.Bodies, limits.Answers).ShouldBe((heap / 5, heap / 10, heap / 10));
        limits.Cache.ShouldBe(heap / 8);
        limits.MaxConnections.ShouldBe(900);
        MemoryLimits.Of(new PlatformOptions(), long.MaxValue / 2, int.MaxValue).MaxConnections.ShouldBe(10_000);
        MemoryLimits.Of(new PlatformOptions()).Heap.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 896)]
    [InlineData("Max open files            100000               524288               files     ", 87_500)]
    [InlineData("Max open files            64                   64                   files     ", 1)]
    [InlineData("Max open files            unlimited            unlimited            files     ", int.MaxValue)]
    [InlineData("Max locked memory         8388608              8388608              bytes     ", int.MaxValue)]
    public void Some_file_handles_are_left_for_others(string line, int limit) =>
        FileHandles.Limit(["Limit                     Soft Limit           Hard Limit           Units     ", line]).ShouldBe(limit);

    private static Ledger New(long capacity, int maxClaims = 100, double share = 1) =>
        new(capacity, maxClaims, share, TimeProvider.System);

    private sealed class TestClaim(Party party, int? rank = 0) : Claim(party)
    {
        internal bool IsEnded { get; private set; }

        internal override int? Rank(TimeSpan age, bool bySameParty) => rank;

        internal override void End() => IsEnded = true;
    }
}
