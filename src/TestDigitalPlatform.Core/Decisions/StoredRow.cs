namespace TestDigitalPlatform;

/// <summary>One statement of a decision.</summary>
/// <param name="Sql">The statement with its values.</param>
/// <param name="MayChangeNothing">Whether it may change no row; otherwise that is a conflict.</param>
/// <param name="OrRefuse">The refusal if a constraint is violated.</param>
/// <param name="Constraint">The constraint that <paramref name="OrRefuse"/> applies to; any if
/// <see langword="null"/>.</param>
public sealed record StoredRow(Sql Sql, bool MayChangeNothing, Refusal? OrRefuse, string? Constraint = null);
