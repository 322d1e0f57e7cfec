namespace TestDigitalPlatform;

/// <summary>One statement of a decision.</summary>
/// <param name="Sql">The statement with its values.</param>
/// <param name="MayChangeNothing">Whether changing no row is fine; otherwise it means that a race was lost.</param>
/// <param name="OrRefuse">The answer when a constraint forbids it.</param>
/// <param name="Constraint">The one constraint that <paramref name="OrRefuse"/> answers for; any when
/// <see langword="null"/>.</param>
public sealed record StoredRow(Sql Sql, bool MayChangeNothing, Refusal? OrRefuse, string? Constraint = null);
