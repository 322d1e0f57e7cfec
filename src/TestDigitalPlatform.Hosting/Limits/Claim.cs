namespace TestDigitalPlatform.Hosting.Limits;

/// <summary>What one client holds of something that all share, until it is given back or taken away.</summary>
internal abstract class Claim(Party party)
{
    internal Party Party { get; } = party;

    /// <summary>When it was opened, in milliseconds of the ledger's clock; the ledger's.</summary>
    internal long Since { get; set; }

    /// <summary>Bytes; the ledger's.</summary>
    internal long Size { get; set; }

    /// <summary>Whether the ledger counts it; the ledger's.</summary>
    internal bool IsOpen { get; set; }

    /// <summary>
    /// Whether it may be taken away now, and how soon: 0 first; <see langword="null"/> when it can't be.
    /// </summary>
    /// <param name="age">For how long it has been open.</param>
    /// <param name="bySameParty">Whether whoever wants the room belongs to the same party.</param>
    internal abstract int? Rank(TimeSpan age, bool bySameParty);

    /// <summary>It was taken away: ends what held it. Returns at once.</summary>
    internal abstract void End();
}
