namespace Tdp.Checks;

/// <summary>Something in the repository that should be otherwise.</summary>
internal readonly record struct Finding(string Place, string What)
{
    public override string ToString() => $"{Place}: {What}";
}
