namespace Docs.Tests.Pages;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">What the fence says it is: <c>csharp</c>, <c>bash</c>.</param>
/// <param name="Text">What stands between the fences.</param>
/// <param name="Line">The first line of the text, counted from 1.</param>
internal sealed record Block(string Language, string Text, int Line);
