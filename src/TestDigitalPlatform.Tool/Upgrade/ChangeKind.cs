namespace TestDigitalPlatform.Tool.Upgrade;

/// <summary>What an upgrade does to a file, in the order in which it is told.</summary>
internal enum ChangeKind
{
    /// <summary>The template has it since; it is new here.</summary>
    Added,

    /// <summary>The template changed it and the team had not: it is the template's.</summary>
    Updated,

    /// <summary>Both changed it, in different places: it has both changes.</summary>
    Merged,

    /// <summary>The template has it no longer and the team had not edited it.</summary>
    Removed,

    /// <summary>The template changed it and the team has removed it: it stays away.</summary>
    LeftOut,

    /// <summary>The template changed or dropped what is the team's alone now: it stays as it is.</summary>
    Kept,

    /// <summary>Both changed the same lines: it holds both, between markers.</summary>
    Conflict,
}
