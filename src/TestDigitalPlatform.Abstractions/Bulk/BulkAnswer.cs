namespace TestDigitalPlatform;

/// <summary>The answer of a command over many items: what became of each.</summary>
/// <param name="Outcomes">One for each item, in the order of the items.</param>
/// <param name="Accepted">How many were accepted.</param>
/// <param name="Refused">How many were refused; they changed nothing.</param>
/// <typeparam name="TAnswer">What is answered for one item; <see cref="Nothing"/> for no more than that it is done.</typeparam>
public sealed record BulkAnswer<TAnswer>(IReadOnlyList<BulkOutcome<TAnswer>> Outcomes, int Accepted, int Refused);

/// <summary>What became of one item.</summary>
/// <param name="Index">The item's place among the items, from 0.</param>
/// <param name="Answer">The answer; of no meaning (<see langword="null"/>, or its type's default) when the item was
/// refused.</param>
/// <param name="Refusal">Why it was refused; <see langword="null"/> when it was accepted.</param>
/// <typeparam name="TAnswer">What is answered for one item.</typeparam>
public sealed record BulkOutcome<TAnswer>(int Index, TAnswer? Answer, BulkRefusal? Refusal);

/// <summary>The "no" to one item.</summary>
/// <param name="Code">Stable, in snake case, with the area in front: what a program should look at.</param>
/// <param name="Message">What is wrong and what to do, for a person to read.</param>
public sealed record BulkRefusal(string Code, string Message);
