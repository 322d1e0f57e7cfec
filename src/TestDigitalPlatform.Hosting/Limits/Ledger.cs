using System.Numerics;

namespace TestDigitalPlatform.Hosting.Limits;

/// <summary>
/// Shares out something that there is only so much of. When it runs out, those give way who have the most, so that who
/// has little always finds room.
/// </summary>
/// <remarks>
/// Parties whose totals are within a factor of two count as equal; among equals the rank decides, then the size of the
/// claim, then its age. Room is made for several at once: looking for those who give way takes time in proportion to
/// all claims.
/// </remarks>
/// <param name="capacity">How many bytes there are.</param>
/// <param name="maxClaims">How many claims there may be.</param>
/// <param name="share">Which part of both one party may have.</param>
/// <param name="clock">Tells how old claims are.</param>
internal sealed class Ledger(long capacity, int maxClaims, double share, TimeProvider clock)
{
    // One part in so many is freed at once.
    private const int Batch = 32;

    private readonly Lock door = new();
    private readonly HashSet<Claim> claims = [];
    private readonly Dictionary<Party, Total> totals = [];
    private readonly long partyCapacity = (long)(capacity * share);
    private readonly int partyClaims = Math.Max(1, (int)(maxClaims * share));
    private long size;

    /// <summary>How many bytes one party may have.</summary>
    internal long PartyCapacity => partyCapacity;

    /// <summary>How many bytes are taken.</summary>
    internal long Size
    {
        get
        {
            lock (door)
                return size;
        }
    }

    /// <summary>How many claims are open.</summary>
    internal int Count
    {
        get
        {
            lock (door)
                return claims.Count;
        }
    }

    /// <summary>Opens a claim, or changes its size.</summary>
    /// <returns>Whether there was room, or room could be made. If not, nothing has changed.</returns>
    internal bool TrySet(Claim claim, long bytes)
    {
        List<Claim> ended = [];
        bool isGranted;
        lock (door)
            isGranted = Set(claim, bytes, ended);
        foreach (var one in ended)
            one.End();
        return isGranted;
    }

    /// <summary>Gives a claim back; it may have been taken away before.</summary>
    internal void Close(Claim claim)
    {
        lock (door)
            Remove(claim);
    }

    /// <summary>Whether the party of a claim would have more than its share if the claim were so large.</summary>
    internal bool IsOverShare(Claim claim, long bytes)
    {
        lock (door)
            return totals.GetValueOrDefault(claim.Party).Bytes + bytes - claim.Size > partyCapacity;
    }

    /// <summary>All open claims, and how old they are.</summary>
    internal IReadOnlyList<(Claim Claim, TimeSpan Age)> List()
    {
        lock (door)
        {
            var now = Now();
            return [.. claims.Select(c => (c, TimeSpan.FromMilliseconds(now - c.Since)))];
        }
    }

    private bool Set(Claim claim, long bytes, List<Claim> ended)
    {
        var isNew = !claim.IsOpen;
        if (isNew && claim.Since != 0)
            return false; // It was taken away.
        var change = new Total(bytes - claim.Size, isNew ? 1 : 0);
        if ((change.Bytes > 0 || isNew) && !Fits(claim.Party, change) && !MakeRoom(claim, change, ended))
            return false;
        if (isNew)
        {
            (claim.IsOpen, claim.Since) = (true, Math.Max(1, Now()));
            claims.Add(claim);
        }

        claim.Size = bytes;
        Add(claim.Party, change);
        return true;
    }

    private bool MakeRoom(Claim wanting, Total change, List<Claim> ended)
    {
        var own = totals.GetValueOrDefault(wanting.Party) + change;
        var isOverOwnShare = !FitsParty(own);
        var now = Now();
        var candidates =
            from claim in claims
            let isSame = claim.Party == wanting.Party
            where claim != wanting && (isOverOwnShare ? isSame : Weight(totals[claim.Party]) >= Weight(own))
            let rank = claim.Rank(TimeSpan.FromMilliseconds(now - claim.Since), isSame)
            where rank is not null
            orderby Weight(totals[claim.Party]) descending, rank, Weight(claim.Size) descending, claim.Since
            select claim;
        var (freed, count) = (0L, 0);
        foreach (var claim in candidates.ToList())
        {
            if (Fits(wanting.Party, change) && (freed >= partyCapacity / Batch || count >= partyClaims / Batch))
                break;
            freed += claim.Size;
            count++;
            Remove(claim);
            ended.Add(claim);
        }

        return Fits(wanting.Party, change);
    }

    private void Remove(Claim claim)
    {
        if (!claims.Remove(claim))
            return;
        claim.IsOpen = false;
        Add(claim.Party, new Total(-claim.Size, -1));
        claim.Size = 0;
    }

    private void Add(Party party, Total change)
    {
        size += change.Bytes;
        var total = totals.GetValueOrDefault(party) + change;
        if (total.Claims == 0)
            totals.Remove(party);
        else
            totals[party] = total;
    }

    private bool Fits(Party party, Total change) =>
        size + change.Bytes <= capacity && claims.Count + change.Claims <= maxClaims
        && FitsParty(totals.GetValueOrDefault(party) + change);

    private bool FitsParty(Total total) => total.Bytes <= partyCapacity && total.Claims <= partyClaims;

    private static int Weight(Total total) => Weight(total.Bytes);

    private static int Weight(long bytes) => BitOperations.Log2((ulong)Math.Max(1, bytes));

    private long Now() => (long)clock.GetElapsedTime(0).TotalMilliseconds;

    private readonly record struct Total(long Bytes, int Claims)
    {
        public static Total operator +(Total left, Total right) =>
            new(left.Bytes + right.Bytes, left.Claims + right.Claims);
    }
}
