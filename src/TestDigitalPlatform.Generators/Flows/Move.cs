using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Flows;

/// <summary>One arrow of a process.</summary>
/// <param name="From">The state before; empty for no instance.</param>
/// <param name="Message">What the process is told.</param>
/// <param name="Guard">What else must hold, as it is written; empty for nothing.</param>
/// <param name="To">The state after; empty where the instance ends, <c>?</c> where it can't be seen.</param>
/// <param name="Effects">What else happens, in words.</param>
/// <param name="Sent">The commands that are sent.</param>
/// <param name="Told">The events that are published; <see langword="null"/> for one that can't be seen.</param>
internal sealed record Move(
    string From, string Message, string Guard, string To, IReadOnlyList<string> Effects, IReadOnlyList<string> Sent,
    IReadOnlyList<ITypeSymbol?> Told);

/// <summary>What may be the case at a place of the code.</summary>
/// <param name="States">The names of the states before; an empty one for no instance.</param>
/// <param name="Messages">The names of the messages.</param>
/// <param name="Guard">What else must hold.</param>
internal sealed record Case(IReadOnlyList<string> States, IReadOnlyList<string> Messages, string Guard)
{
    public Case When(string guard) => guard.Length == 0 ? this : this with { Guard = Guard.Length == 0 ? guard : $"{Guard}, {guard}" };
}
